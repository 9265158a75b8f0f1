import { isSpoken, unread as unreadOf } from "../shared/conversation.js";
import { ChatPanel } from "./chat-panel.js";
import { pageLog } from "./page-log.js";
import { shield } from "./page-shield.js";
import { watchPage } from "./page-watch.js";
import { VisitorSession } from "./visitor-session.js";
import { fill, words } from "./words.js";

/**
 * Puts the panel beside its launcher.
 * @param {import("./types.js").Launcher} launcher
 * @returns {import("./types.js").Panel} the verbs of `SecondRing(verb, …)`, and `leave` for the launcher
 */
export function mount(launcher) {
  const { state, root, button } = launcher;
  const spoken = { ...words, ...state.site.words };
  const page = watchPage(() => session.page(), state.site.secretParameters);
  const log = pageLog(state);
  const session = new VisitorSession(state, {
    changed: render,
    place: page.place,
    turned,
    expired,
    unreached: log.unreached,
  });
  if (!customElements.get("second-ring-panel")) customElements.define("second-ring-panel", ChatPanel);
  const panel = new ChatPanel(session, state, spoken, launcher, close);
  let [unread, isByHand] = [0, false];

  function render() {
    if (!panel.hidden && document.visibilityState === "visible") session.conversation.read();
    panel.render();
    log.refused(session.refusal);
    const count = unreadOf(session.conversation.state.log, "agent");
    button.hidden = !panel.hidden;
    if (count) {
      const last = session.conversation.state.log.lines.findLast((line) => isSpoken(line) && line.by === "agent");
      const [id, name] = [last?.agent ?? "", last?.name || last?.agent || ""];
      const words = count === 1 ? spoken.newOne : fill(spoken.newMany, count);
      launcher.show(fill(spoken.wroteToYou, name), words, [{ id, name, face: "" }], count);
    } else {
      launcher.here(session.isConnected ? session.here : undefined);
    }
    page.mark(count);
    if (count !== unread) launcher.emit("unread", unread = count);
  }

  /** @param {boolean} [isReturn] the panel was open on the page before */
  function open(isReturn = false) {
    if (!panel.hidden) return;
    session.conversation.memory.keep("open", "yes");
    isByHand = !isReturn;
    panel.open(!isReturn);
    render();
    launcher.emit("open");
  }

  function close() {
    if (panel.hidden) return;
    session.conversation.memory.keep("open", "no");
    panel.close();
    render();
    button.focus();
    launcher.emit("close");
  }

  /** Open for the one who left it open, and for the one who signs in while they talk. @param {import("./keyring.js").Turn} turn */
  function turned(turn) {
    panel.turn(turn === "refused");
    const isOpen = turn === "same" || turn === "refused"
      ? !panel.hidden
      : turn === "signOut"
      ? false
      : wasOpen() || turn === "signIn" && isByHand;
    if (isOpen) session.conversation.memory.keep("open", "yes");
    if (isOpen === !panel.hidden) return;
    if (isOpen) return open(true);
    panel.close();
    launcher.emit("close");
  }

  /** The shop's page may bring another proof by itself. */
  function expired() {
    launcher.emit("expired");
    render();
  }

  const wasOpen = () => session.conversation.memory.recall("open") === "yes";
  root.append(panel);
  launcher.returned = shield(launcher.host, panel);
  document.addEventListener("visibilitychange", render);
  if (launcher.who !== undefined) session.identify(launcher.who);
  session.start();
  if (wasOpen()) open(true);
  else render();
  return {
    open: () => open(),
    close,
    identify: (who) => session.identify(who),
    logout: () => session.logout(),
    page: () => session.page(),
    leave: () => session.connection.stop(),
  };
}
