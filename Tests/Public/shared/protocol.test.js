import { byteLength, decode, encode } from "../../../Public/shared/protocol.js";
import { equal } from "../expect.js";

Deno.test("type is written first", () => {
  equal(encode(/** @type {any} */ ({ mid: "m", text: "a", type: "say" })), '{"type":"say","mid":"m","text":"a"}');
});

for (const frame of ["", "{", "null", "1", "[]", '"a"', "{}", '{"type":1}', new ArrayBuffer(2), undefined]) {
  Deno.test(`no notice: ${typeof frame} ${frame}`, () => equal(decode(frame), null));
}

Deno.test("a notice of a newer server is read, with its unknown fields", () => {
  equal(decode('{"type":"new","x":1}'), { type: "new", x: 1 });
});

Deno.test("length is counted in bytes of UTF-8", () => {
  equal(["a", "é", "€", "🙂"].map(byteLength), [1, 2, 3, 4]);
});

for (
  const [text, sent] of [["hat \ud83d", "hat \ufffd"], ["\udc4d\ud83d", "\ufffd\ufffd"], ["👍", "👍"], [
    "\\ud83d",
    "\\ud83d",
  ]]
) {
  Deno.test(`half a letter is mended before it is sent: ${JSON.stringify(text)}`, () => {
    const frame = encode(/** @type {any} */ ({ type: "say", mid: "m", text, page: { title: text } }));
    equal(JSON.parse(frame), { type: "say", mid: "m", text: sent, page: { title: sent } });
    equal(/\\ud[89a-f]/.test(frame.replaceAll("\\\\", "")), false);
  });
}
