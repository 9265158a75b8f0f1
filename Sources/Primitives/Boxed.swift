/// A large value that is copied often and changed seldom, kept behind one reference: a copy costs one count.
@propertyWrapper package indirect enum Boxed<Value> {
  /// The value itself.
  case value(Value)

  /// Puts a value behind a reference.
  package init(wrappedValue: Value) { self = .value(wrappedValue) }

  /// The value; a new one gets a place of its own.
  package var wrappedValue: Value {
    get {
      switch self {
      case .value(let value): value
      }
    }
    set { self = .value(newValue) }
  }

  /// The reference, for somebody else who shall have the same value without a place of their own.
  package var projectedValue: Boxed { self }
}

extension Boxed: Equatable where Value: Equatable {}
extension Boxed: Sendable where Value: Sendable {}
