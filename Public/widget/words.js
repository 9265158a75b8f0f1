/** Every word the widget says. A site may replace any of them, `lang` and `dir` included. */
export const words = {
  lang: "en-GB",
  dir: "ltr",
  talk: "Talk to a person",
  write: "Write to us",
  willAnswer: "A person will answer",
  oneHere: "{} is here",
  manyHere: "{} are here",
  others: "{} others",
  notOpened: "That did not open. Try again?",

  wroteToYou: "{} wrote to you",
  newOne: "1 new message",
  newMany: "{} new messages",

  panel: "Talk to {}",
  realPeople: "{} · real people",
  answers: "{} · a person will answer",
  isWith: "{} is with you",
  areWith: "{} are with you",
  close: "Close",
  log: "What was said",
  message: "Your message",
  send: "Send",
  writeTo: "Write to {}…",
  writeToUs: "Write to us…",
  greeting: "Write, and it rings here at once. A person answers, nobody else.",
  greetingNobody:
    "Nobody is at the desk right now. Write anyway: your words are kept, and they ring as soon as somebody is.",

  ringing: "Ringing {}…",
  ringingAll: "Ringing everybody here…",
  ringingAgain: "One moment, and it rings again…",
  nobodyHere: "Nobody is at the desk right now. Your words are kept, and they ring as soon as somebody is.",
  everyoneBusy: "Many people are calling just now. Your words are kept, and they ring as soon as a bell is free.",
  comes: " {} comes: {}.",
  visitorAway: "Your words are kept. Write again and it rings.",
  isAway: "{} is away just now",
  pickedUp: "{} picked up",
  isWriting: "{} is writing…",
  isAsking: "{} is asking {} to take over…",
  isHereToo: "{} is here too",
  takesOver: "{} takes over from {}",
  cannotCome: "{} can’t come right now. {} stays with you.",
  stays: "{} stays with you",
  hasLeft: "{} has left the talk",
  endedByAgent: "{} ended the talk. Write again and it rings anew.",
  lost: "Some words here can’t be read any more.",
  endedBySilence: "This talk ended after a quiet day. Write again and it rings anew.",
  somebody: "Somebody",

  sending: "Sending…",
  trying: "Not sent, trying…",
  sent: "Sent ✓",
  seen: "Seen ✓✓",
  failed: "Not sent.",
  failedTooLong: "Not sent: it is too long.",
  failedBlocked: "Not sent: this desk does not take words from here.",
  takeBack: "Take it back to the field",

  lettersLeft: "Room for {} more letters",
  lettersOver: "{} letters too many for one message. Please send it in two.",
  noFiles: "Files can’t be sent yet. Words can.",
  notKept: "Your browser keeps nothing for this page, so this talk lasts as long as the page is open.",
  offline: "You are offline. What you write is kept, and goes out when you are back.",
  reconnecting: "Not connected, trying again. What you write is kept.",
  diskFull: "The desk cannot take words this minute. Yours are kept here, and it tries again.",
  refused: "This desk does not take words from here.",
  expired: "Your sign-in on this page has run out. What you write is kept: load the page again to send it.",
  notSetUp: "This chat is not set up for this page.",
};

/** @typedef {typeof words} Words */

/**
 * Puts something into each gap of a sentence.
 * @param {string} sentence
 * @param {...(string | number)} what
 */
export const fill = (sentence, ...what) => sentence.replaceAll("{}", () => `${what.shift()}`);
