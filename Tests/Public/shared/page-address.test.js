import { pageAddress } from "../../../Public/shared/page-address.js";
import cases from "../addresses.json" with { type: "json" };
import { equal } from "../expect.js";

for (const { address, own, cleaned } of cases) {
  Deno.test(`told of ${address || "no address"}${own ? `, with ${own}` : ""}`, () => {
    equal(pageAddress(address, own), cleaned);
    equal(pageAddress(cleaned, own), cleaned);
  });
}
