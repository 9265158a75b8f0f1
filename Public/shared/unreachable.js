/**
 * Ends a `switch` over a union: when a kind is added and not handled, this call no longer type-checks.
 * At run time a newer server's unknown kind is passed over.
 * @param {never} _
 */
export function unreachable(_) {}
