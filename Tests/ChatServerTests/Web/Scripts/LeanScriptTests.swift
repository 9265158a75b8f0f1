import ChatServer
import Testing

struct LeanScriptTests {
  private func lean(_ text: String) -> String { String(decoding: LeanScript.lean(Array(text.utf8)), as: UTF8.self) }

  @Test(arguments: [
    ("let a = 1;", "let a = 1;"),
    ("  let a = 1; // why", "let a = 1; // why"),
    ("// why\nlet a = 1;\n", "\nlet a = 1;"),
    ("/** why */\nlet a = 1;", "\nlet a = 1;"),
    ("/**\n * why\n */\nlet a = 1;", "\n\n\nlet a = 1;"),
    ("  /** @type {A} */ #a;", "#a;"),
    ("/** a */ /** b */ let c;", "let c;"),
    ("/** a\n b */ let c;", "\nlet c;"),
    ("  const a = /** @type {A} */ (b), c = (/** @type {C} */ d) => d;", "const a = (b), c = (d) => d;"),
    ("// like /** this\nlet a;", "\nlet a;"),
    ("let a; /** from here\n to there */ let b;", "let a; \nlet b;"),
    ("const s = /*STATE*/null/*STATE*/;", "const s = /*STATE*/null/*STATE*/;"),
    ("const url = \"https://a\";", "const url = \"https://a\";"),
    ("let a/**/, b; /***/ let c;", "let a, b; let c;"),
    ("let a = b /** c */** d; /** e *//** f */ let g; /** h */ // i", "let a = b ** d; let g; // i"),
    ("/** never closed\nlet a;", ""),
    ("", ""),
    ("\n\n", ""),
  ])
  func `what only readers need is left out, and every line keeps its number`(source: String, wanted: String) {
    #expect(lean(source) == wanted)
  }
}
