/**
 * What the launcher and the panel tell each other. Types only: browsers never fetch this file.
 *
 * @typedef {import("../shared/protocol-types.js").Person} Person
 * @typedef {{base: string, v: string, at: number, here: Person[],
 *   site: {id: string, name: string, words?: Record<string, string>, color?: string, identified?: "somewhere",
 *   secretParameters?: string[]}}} State
 *   what the server bakes into widget.js: where it is, the address of immutable files, who was here at `at`
 * @typedef {{
 *   state: State,
 *   host: HTMLElement,
 *   root: ShadowRoot,
 *   button: HTMLButtonElement,
 *   who: unknown,
 *   sentence: (here: {name: string}[]) => string,
 *   face: (person: Person) => HTMLElement,
 *   here: (here: Person[] | undefined) => void,
 *   show: (main: string, small: string, people?: Person[], unread?: number) => void,
 *   emit: (event: string, detail?: unknown) => void,
 *   returned?: () => void,
 * }} Launcher
 *   returned: set by the panel; the host stands in the page again, or in another place of it
 * @typedef {Record<string, (...rest: any[]) => void>} Panel the verbs of `SecondRing(verb, …)`
 */

export {};
