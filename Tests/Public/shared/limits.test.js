import * as limits from "../../../Public/shared/limits.js";
import { equal } from "../expect.js";

const swift = Deno.readTextFileSync(new URL("../../../Sources/ChatDomain/DomainLimits.swift", import.meta.url));

/** The value of `static let NAME = 8 * 1024`, or the milliseconds of `Milliseconds.seconds(30)`. @param {string} name */
function serverLimit(name) {
  const [, seconds, product = ""] =
    swift.match(new RegExp(`static let ${name} = (Milliseconds.seconds\\()?([\\d_* ]+)`)) ?? [];
  const factors = product.split("*").map((factor) => Number(factor.replaceAll("_", "")));
  return factors.reduce((one, two) => one * two, seconds ? 1000 : 1);
}

/** @type {Record<keyof typeof limits, string>} */
const names = {
  textLimit: "text",
  labelLimit: "label",
  addressLimit: "address",
  agentsInTalk: "agentsInTalk",
  holdLimit: "holdsAtMost",
};

Deno.test("the pages' limits are the server's", () => {
  for (const [page, server] of Object.entries(names)) {
    equal(limits[/** @type {keyof typeof limits} */ (page)], serverLimit(server), page);
  }
  equal(Object.keys(names).sort(), Object.keys(limits).sort(), "each limit is compared");
});
