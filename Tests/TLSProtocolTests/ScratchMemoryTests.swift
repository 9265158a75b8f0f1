import CScratchMemory
import Glibc
import Testing

// All take from the same places.
@Suite(.serialized) struct ScratchMemoryTests {
  private static let page = Int(CS_PAGE)
  private static let record = Int(CS_LEAST_RECORD)

  @Test(arguments: [
    (1, false), (page - 1, false), (page, true), (page + 1, false), (record - 1, false), (record, true),
    (Int(CS_MOST_RECORD), true), (Int(CS_MOST_RECORD) + 1, false), (1 << 20, false),
  ]) func `only pages and records lie apart`(size: Int, isApart: Bool) throws {
    let block = try allocate(size)
    #expect(cs_is_scratch(block) == isApart)
    // All of it can be written to, and its neighbour is another.
    let neighbour = try allocate(size)
    memset(block, 1, size)
    memset(neighbour, 2, size)
    #expect(holds(block, 1, size) && holds(neighbour, 2, size))
    free(block)
    free(neighbour)
  }

  /// From one kind to another and within one, larger and smaller.
  @Test(arguments: [
    (page, record), (record, page), (page, 100), (100, page), (record, record + 100), (record, 1 << 16), (page, page),
    (1 << 16, record), (record, page + 1),
  ]) func `a block of another size has the same bytes`(from: Int, to: Int) throws {
    let block = try allocate(from)
    memset(block, 7, from)
    let other = try #require(cs_reallocate(block, to, nil, 0))
    #expect(holds(other, 7, min(from, to)))
    memset(other, 8, to)
    free(other)
  }

  @Test func `nothing is a block to begin with, and size nothing is its end`() throws {
    let block = try #require(cs_reallocate(nil, Self.record, nil, 0))
    #expect(cs_is_scratch(block))
    #expect(cs_reallocate(block, 0, nil, 0) == nil)
    free(nil)
  }

  /// More than there are places for: the rest is malloc's, and all places come again.
  @Test func `who finds no place gets the heap's`() throws {
    for _ in 0..<2 {
      let blocks = try (0..<40_000).map { _ in try allocate(Self.page) }
      #expect(Set(blocks).count == blocks.count)
      #expect(blocks.contains { !cs_is_scratch($0) })
      #expect(blocks.count(where: { cs_is_scratch($0) }) > 30_000)
      for block in blocks { free(block) }
    }
  }

  @Test func `what was given back holds no old bytes once its page is gone`() throws {
    let blocks = try (0..<100).map { _ in try allocate(Self.record) }
    for block in blocks { memset(block, 9, Self.record) }
    for block in blocks { free(block) }
    // The thread keeps a few as they are; the others are as new.
    let again = try (0..<100).map { _ in try allocate(Self.record) }
    #expect(again.count(where: { holds($0, 9, Self.record - 16) }) <= 8)
    for block in again { free(block) }
  }

  @Test func `threads that end leave their places to others`() throws {
    for _ in 0..<200 {
      var thread = pthread_t()
      let hasBegun = pthread_create(
        &thread, nil,
        { _ in
          let blocks = (0..<10).map { _ in cs_allocate(16_384, nil, 0) }
          for block in blocks { cs_free(block, nil, 0) }
          return nil
        }, nil)
      try #require(hasBegun == 0)
      pthread_join(thread, nil)
    }
    // Each would have taken eight along, of 16,384.
    let all = try (0..<15_500).map { _ in try allocate(Self.record) }
    #expect(all.allSatisfy { cs_is_scratch($0) })
    for block in all { free(block) }
  }

  private func allocate(_ size: Int) throws -> UnsafeMutableRawPointer { try #require(cs_allocate(size, nil, 0)) }

  private func free(_ block: UnsafeMutableRawPointer?) { cs_free(block, nil, 0) }

  private func holds(_ block: UnsafeMutableRawPointer, _ byte: UInt8, _ size: Int) -> Bool {
    UnsafeRawBufferPointer(start: block, count: size).allSatisfy { $0 == byte }
  }
}
