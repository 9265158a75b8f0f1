#if Fuzz
  import FuzzTargets
  import Glibc

  // `FUZZ_TARGET` says which; libFuzzer hands the environment on to the processes it starts.
  private let target: FuzzTarget = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      fatalError("FUZZ_TARGET must be one of \(FuzzTarget.allCases.map(\.rawValue))")
    }
    return target
  }()

  @_cdecl("LLVMFuzzerTestOneInput")
  func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    if let fault = target.fault(in: Array(UnsafeBufferPointer(start: bytes, count: count))) { fatalError(fault) }
    return 0
  }

  @_silgen_name("LLVMFuzzerRunDriver")
  func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
  ) -> Int32

  // The package manager names an executable's beginning after its target; libFuzzer's own `main` is not linked.
  @_cdecl("fuzz_main")
  func main(_ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32 {
    var (count, arguments) = (count, arguments)
    return runDriver(&count, &arguments) { testOneInput($0, $1) }
  }
#else
  @main
  struct Driver {
    static func main() { print("Tests/Fuzz/run builds this with the trait Fuzz") }
  }
#endif
