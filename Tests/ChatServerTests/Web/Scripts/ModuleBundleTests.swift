import ChatServer
import Testing

@Suite struct ModuleBundleTests {
  private let files = [
    "widget/panel.js": """
    import { twice } from "../shared/sums.js";
    import * as words from "./words.js";
    import "./words.js";
    export const mount = () => words.hello + twice(2);
    """,
    "widget/words.js": """
    import {
      twice as double,
      half,
    } from "../shared/sums.js";
    export const hello = double(1) + half(1);
    """,
    "shared/sums.js": """
    export async function later() { return import("./far.js"); }
    export function twice(number) { return number * 2; }
    export const half = (number) => number / 2;
    export class Sum {}
    """,
  ]

  @Test func `each module stands once, behind those that it imports, and names what it takes of them`() throws {
    let bundle = try ModuleBundle.bundled("widget/panel.js") { files[$0] }
    #expect(
      bundle == """
        const $0=(()=>{
        async function later() { return import("../shared/far.js"); }
        function twice(number) { return number * 2; }
        const half = (number) => number / 2;
        class Sum {}
        return[twice,half];
        })();
        const $1=(()=>{
        const[double,half]=$0;
        const hello = double(1) + half(1);
        return{hello};
        })();
        const[twice,]=$0;
        const words=$1;
        const mount = () => words.hello + twice(2);
        export{mount};

        """)
  }

  @Test(arguments: [
    "export default 7;", "export { a } from \"./words.js\";", "import a from \"./words.js\";", "import \"./none.js\";",
    "import { a } from \"../../far.js\";", "import { none } from \"../shared/sums.js\";",
  ]) func `a module that is written otherwise is a fault`(line: String) {
    #expect(throws: ModuleBundle.Fault.self) {
      try ModuleBundle.bundled("widget/panel.js") { $0 == "widget/panel.js" ? line : files[$0] }
    }
  }
}
