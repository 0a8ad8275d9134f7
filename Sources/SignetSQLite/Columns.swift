internal import Foundation
internal import GRDB
internal import SignetCore

// How values become columns and come back. What comes back is checked: a damaged file gives an
// error, never a trap.

extension [UInt8] {
  var blob: Foundation.Data { Foundation.Data(self) }
}

extension LookupTag {
  var blob: Foundation.Data { bytes.blob }
}

extension UInt64 {
  /// Throws `StoreError.constraint` above 2⁶³ − 1: SQLite's integers are signed.
  func column(_ name: String) throws(StoreError) -> Int64 {
    guard let value = Int64(exactly: self) else { throw .constraint("\(name) is above 2^63 - 1") }
    return value
  }

  /// As a bound of a search: above 2⁶³ − 1 there is nothing.
  var bound: Int64 { Int64(clamping: self) }
}

extension Row {
  func integer(_ index: Int) throws(StoreError) -> Int64 {
    guard let value = try optionalInteger(index) else { throw .corrupt("no value in a column") }
    return value
  }

  func optionalInteger(_ index: Int) throws(StoreError) -> Int64? {
    let value: DatabaseValue = self[index]
    switch value.storage {
    case .int64(let integer): return integer
    case .null: return nil
    case .double, .string, .blob: throw .corrupt("a column that is no integer")
    }
  }

  func unsigned(_ index: Int) throws(StoreError) -> UInt64 {
    guard let value = UInt64(exactly: try integer(index)) else {
      throw .corrupt("a negative column")
    }
    return value
  }

  func generation(_ index: Int) throws(StoreError) -> UInt32 {
    guard let value = UInt32(exactly: try integer(index)) else {
      throw .corrupt("a generation out of range")
    }
    return value
  }

  func bytes(_ index: Int) throws -> [UInt8] {
    guard let bytes = try optionalBytes(index) else {
      throw StoreError.corrupt("no bytes in a column")
    }
    return bytes
  }

  func optionalBytes(_ index: Int) throws -> [UInt8]? {
    try withUnsafeData(atIndex: index) { $0.map { [UInt8]($0) } }
  }

  func tag(_ index: Int) throws -> LookupTag {
    guard let tag = try optionalTag(index) else { throw StoreError.corrupt("no tag in a column") }
    return tag
  }

  func optionalTag(_ index: Int) throws -> LookupTag? {
    guard let bytes = try optionalBytes(index) else { return nil }
    guard bytes.count == LookupTag.length else {
      throw StoreError.corrupt("a tag of \(bytes.count) bytes")
    }
    return LookupTag(bytes)
  }
}
