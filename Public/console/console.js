/** The console's page: adopts the look, defines the elements, and finds out who is here. */
import { sheet, tokens } from "../shared/tokens.js";
import { AgentConsole } from "./agent-console.js";
import { Announcer } from "./frame/announcer.js";
import { AskingStrip } from "./talk/asking-strip.js";
import { BlockControl } from "./person/block-control.js";
import { CallCard } from "./list/call-card.js";
import { FactForm } from "./person/fact-form.js";
import { FactItem, FactList } from "./person/fact-list.js";
import { ForgetControl } from "./person/forget-control.js";
import { HoldBar } from "./talk/hold-bar.js";
import { IntroduceSheet } from "./sheets/introduce-sheet.js";
import { InvitationCard } from "./list/invitation-card.js";
import { PersonSheet } from "./sheets/person-sheet.js";
import { PersonView } from "./person/person-view.js";
import { PromiseSheet } from "./sheets/promise-sheet.js";
import { ReadingSheet } from "./sheets/reading-sheet.js";
import { SearchSheet } from "./sheets/search-sheet.js";
import * as session from "./desk/session.js";
import { SignIn } from "./frame/sign-in.js";
import { TalkActs } from "./talk/talk-acts.js";
import { TalkComposer } from "./talk/talk-composer.js";
import { TalkLists } from "./list/talk-lists.js";
import { TalkLog } from "./talk/talk-log.js";
import { TalkRow } from "./list/talk-row.js";
import { RestView, TalkView } from "./talk/talk-view.js";
import { TopBar } from "./frame/top-bar.js";
import { WaitingCard } from "./list/waiting-card.js";
import { YouSheet } from "./sheets/you-sheet.js";

const usedLink = "This sign-in link has been used or is too old. Ask for a new one, or use your password.";

document.adoptedStyleSheets = [sheet(tokens(":root"))];

const elements = {
  "call-card": CallCard,
  "invitation-card": InvitationCard,
  "waiting-card": WaitingCard,
  "talk-row": TalkRow,
  "talk-lists": TalkLists,
  "talk-log": TalkLog,
  "talk-acts": TalkActs,
  "asking-strip": AskingStrip,
  "talk-composer": TalkComposer,
  "rest-view": RestView,
  "talk-view": TalkView,
  "block-control": BlockControl,
  "fact-form": FactForm,
  "fact-item": FactItem,
  "fact-list": FactList,
  "forget-control": ForgetControl,
  "hold-bar": HoldBar,
  "person-view": PersonView,
  "you-sheet": YouSheet,
  "reading-sheet": ReadingSheet,
  "introduce-sheet": IntroduceSheet,
  "promise-sheet": PromiseSheet,
  "search-sheet": SearchSheet,
  "person-sheet": PersonSheet,
  "ring-announcer": Announcer,
  "sign-in": SignIn,
  "top-bar": TopBar,
  "agent-console": AgentConsole,
};
for (const [name, element] of Object.entries(elements)) customElements.define(name, element);

const page = /** @type {AgentConsole} */ (document.querySelector("agent-console"));
addEventListener("hashchange", () => location.hash.startsWith("#link=") && begin());
await begin();

/**
 * A link signs in once and leaves the address bar at once: it must not stay in the history. It is spent by a press and
 * not by a load, since programs that look at mail before people do load every address in it.
 */
async function begin() {
  const token = new URLSearchParams(location.hash.slice(1)).get("link");
  if (!token) return await resume();
  history.replaceState(null, "", location.pathname + location.search);
  const owner = await session.linkOwner(token);
  if (owner.ok) await page.offer(owner.value.name);
  const answer = owner.ok ? await session.spendLink(token) : owner;
  if (answer.ok) return page.enter(answer.value, true);
  const known = await session.me();
  if (known.ok) return page.enter(known.value);
  page.askWho("", answer.code === "link_spent" ? usedLink : answer.problem);
}

/** The cookie may still say who this is. A server that does not answer is asked again: signing in would not help. */
async function resume() {
  const answer = await session.me();
  if (answer.ok) return page.enter(answer.value);
  if (answer.status === 401) return page.askWho("Good to see you.");
  page.askWho("", answer.problem);
  setTimeout(resume, 5000);
}
