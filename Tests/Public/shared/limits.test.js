import * as limits from "../../../Public/shared/limits.js";
import { equal } from "../expect.js";

const swift = Deno.readTextFileSync(new URL("../../../Sources/ChatDomain/DomainLimits.swift", import.meta.url));

/** The value of `static let NAME = 8 * 1024`. @param {string} name */
function serverLimit(name) {
  const product = swift.match(new RegExp(`static let ${name} = ([\\d_]+(?: \\* [\\d_]+)*)\\n`))?.[1] ?? "";
  return product.split(" * ").map((factor) => Number(factor.replaceAll("_", ""))).reduce((one, two) => one * two);
}

/** @type {Record<keyof typeof limits, string>} */
const names = { textLimit: "text", labelLimit: "label", addressLimit: "address", agentsInTalk: "agentsInTalk" };

Deno.test("the pages' limits are the server's", () => {
  for (const [page, server] of Object.entries(names)) {
    equal(limits[/** @type {keyof typeof limits} */ (page)], serverLimit(server), page);
  }
  equal(Object.keys(names).sort(), Object.keys(limits).sort(), "each limit is compared");
});
