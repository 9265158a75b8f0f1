import { refusal, waitAfterBye, waitBeforeRetry } from "../../../Public/shared/reconnect-policy.js";
import { equal, isTrue } from "../expect.js";

for (const code of [1000, 1001, 1005, 1006, 1012, 4000, 4001, 4002, 4003, 4499, 5000]) {
  Deno.test(`close code ${code} comes back`, () => {
    isTrue((waitBeforeRetry(code, 0) ?? 0) >= 500);
    equal(refusal(code), undefined);
  });
}

for (
  const [code, why] of [
    [4500, "unknownSite"],
    [4501, "originNotAllowed"],
    [4502, "notSignedIn"],
    [4503, "blocked"],
    [4504, "badHello"],
    [4777, "badHello"],
    [4999, "badHello"],
  ]
) {
  Deno.test(`close code ${code} stays away: ${why}`, () => {
    equal(waitBeforeRetry(Number(code), 0), null);
    equal(refusal(Number(code)), why);
  });
}

Deno.test("waits grow to 30 s and jitter over the whole width", () => {
  equal([0, 1, 2, 5, 6, 500].map((attempt) => waitBeforeRetry(1006, attempt, () => 1)), [
    1000,
    2000,
    4000,
    30000,
    30000,
    30000,
  ]);
  equal([0, 5, 500].map((attempt) => waitBeforeRetry(1006, attempt, () => 0)), [500, 500, 500]);
});

Deno.test("a server that said goodbye is called after the time it asked for, spread out", () => {
  equal(waitAfterBye(3000, () => 0), 3000);
  equal(waitAfterBye(3000, () => 1), 6000);
  equal(waitAfterBye(0, () => 1), 1000);
});
