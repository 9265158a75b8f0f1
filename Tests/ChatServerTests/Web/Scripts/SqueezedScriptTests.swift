import ChatServer
import Testing

@Suite struct SqueezedScriptTests {
  private func squeezed(_ text: String) -> String? {
    SqueezedScript.squeezed(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(arguments: [
    ("// why\nf( 1, 2 ) ;\n", "f(1,2);"),
    ("/** why */ a = b + +c - --d;", "a=b+ +c- --d;"),
    ("a\n  .b()\n  .c;", "a.b().c;"),
    ("a = b\nc()", "a=b\nc()"),
    ("return\na", "return\na"),
    ("if (a) {\n  b();\n}\nc();", "if(a){b();}\nc();"),
    ("const s = /*STATE*/null/*STATE*/;", "const s=/*STATE*/null/*STATE*/;"),
    ("a = `x ${ b } // y\n  ${`z ${c}`}`;", "a=`x ${b} // y\n  ${`z ${c}`}`;"),
    ("a = \"it's // no \\\" comment\";", "a=\"it's // no \\\" comment\";"),
    ("a = /[/\"]\\//u.test(b) ? c / d / e : f;", "a=/[/\"]\\//u.test(b)?c/d/e:f;"),
    ("a = 60_000 / 2;", "a=60_000/2;"),
    ("x in y, typeof z", "x in y,typeof z"),
    ("é = œ of ü", "é=œ of ü"),
  ])
  func `blanks and comments go where they mean nothing`(source: String, wanted: String) {
    #expect(squeezed(source) == wanted)
  }

  @Test(arguments: [
    ("const word = 1; f(word, x.word, { word: word });", "const a=1;f(a,x.word,{word:a});"),
    ("const word = 1; f({ word });", "const word=1;f({word});"),
    ("const { word, other: own } = x; f(word, own);", "const{word,other:a}=x;f(word,a);"),
    ("const [first, second] = x; f(second);", "const[b,a]=x;f(a);"),
    ("function say(text, count = many(text)) { return text; }", "function c(a,b=many(a)){return a;}"),
    ("const say = (text) => text; const other = word => word;", "const d=(a)=>a;const c=b=>b;"),
    ("if (word) { word(); } while (word) { f(word); }", "if(word){word();}while(word){f(word);}"),
    (
      "class Desk { #word = 1; word() { return this.#word; } static word = Desk; }",
      "class a{#a=1;word(){return this.#a;}static word=a;}"
    ),
    ("const close = 1; f(close);", "const close=1;f(close);"),
    ("const word = 1; const a = 2; f(word, a, b);", "const c=1;const a=2;f(c,a,b);"),
    ("const word = 1; x = a ? word : { word: word }; f(`${word}`);", "const b=1;x=a?b:{word:b};f(`${b}`);"),
    ("const word = 1; switch (x) { case word: { word(); } }", "const a=1;switch(x){case a:{a();}}"),
    ("const mount = 1; export{mount};", "const mount=1;export{mount};"),
    (
      "export const mount = 1; export async function say(word) { word(); }",
      "export const mount=1;export async function say(a){a();}"
    ),
    (
      "import { word } from \"x\"; import * as other from \"y\"; f(word, other);",
      "import{word}from\"x\";import*as other from\"y\";f(word,other);"
    ),
    (
      "x = class extends Y { get word() { const word = 1; return word; } };",
      "x=class extends Y{get word(){const a=1;return a;}};"
    ),
    ("f({ class: word }, { word }); const word = 1;", "f({class:word},{word});const word=1;"),
    (
      "const word = 1; f({ word() { return word; }, async other() {} });",
      "const a=1;f({word(){return a;},async other(){}});"
    ),
  ])
  func `names are shortened where their declaration is seen`(source: String, wanted: String) {
    #expect(squeezed(source) == wanted)
  }

  @Test(arguments: ["a = \"never", "a = `never", "a = `${b", "/* never", "a = /never\n/"])
  func `a text that ends inside of something is no script`(source: String) { #expect(squeezed(source) == nil) }
}
