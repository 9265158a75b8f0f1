/** The server's limits, as Sources/ChatDomain/DomainLimits.swift has them; Tests/Public/shared/limits.test.js compares. */

/** Bytes of UTF-8 in one message. */
export const textLimit = 8192;

/** Bytes of a name, a title or a mail address. */
export const labelLimit = 256;

/** Bytes of a page's address. */
export const addressLimit = 2048;

/** Agents in one conversation, its owner included. */
export const agentsInTalk = 4;

/** How long a pick-up without a message can stand, in milliseconds. */
export const holdLimit = 30_000;
