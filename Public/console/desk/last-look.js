/**
 * After a reload of this tab, the talk that was open is open.
 *
 * @param {import("./desk-session.js").DeskSession} session
 * @param {import("../../shared/storage.js").Store} tab what lasts as long as this one tab
 */
export function lookOn(session, tab) {
  const key = `secondring.console.${session.agent}.talk`;
  let isNew = true;
  session.addEventListener("change", () => {
    if (session.desk.link !== "online") return;
    const c = tab.getItem(key) ?? "";
    const isBack = isNew && !session.desk.selected && session.desk.talks.has(c);
    isNew = false;
    if (isBack) session.select(c);
    else if (session.desk.selected !== c) tab.setItem(key, session.desk.selected);
  });
}
