/// What kind of value comes next, as far as its first letter tells.
package enum JSONKind: Sendable {
  case object, array, string, number, bool, null
}
