import ChatServer
import Testing

struct FaceKindTests {
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let webp = Array("RIFF".utf8) + [9, 9, 9, 9] + Array("WEBP".utf8)

  @Test(arguments: [(png, FaceKind.png), ([0xFF, 0xD8, 0xFF], .jpeg), (webp, .webp)])
  func `a picture is told by its first bytes`(signature: [UInt8], kind: FaceKind) {
    #expect(FaceKind(signature) == kind)
    #expect(FaceKind(signature + [1, 2, 3]) == kind)
    for length in 0..<signature.count { #expect(FaceKind(Array(signature[..<length])) == nil) }
  }

  @Test(arguments: ["<svg onload=alert(1)>", "GIF89a", "RIFF0000WAVE", "<html>", ""])
  func `whatever else calls itself a picture is none`(text: String) {
    #expect(FaceKind(Array(text.utf8)) == nil)
  }

  @Test func `its media type is that of its bytes`() {
    #expect(FaceKind.allCases.map(\.mediaType) == ["image/png", "image/jpeg", "image/webp"])
  }
}
