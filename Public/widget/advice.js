/** Said in the browser's log, once after each page that identified a person; fetched only then. */
export const advice = "Second Ring: no customer is identified on this page, but one was on a page before it. " +
  "So it is a stranger's page, and does not show the customer's talk. " +
  "Call SecondRing('identify', …) on every page where the customer is signed in, " +
  "and SecondRing('logout') when they have signed out.";
