extension String {
  /// Whether both have the same code points, which is more than that Unicode calls them equal.
  @inlinable
  public func isIdentical(to other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
