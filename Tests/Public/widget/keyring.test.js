import * as keyring from "../../../Public/widget/keyring.js";
import { equal, isTrue } from "../expect.js";
import { browser, signedIn } from "./keyring-browser.js";

Deno.test("nothing is kept before the first words", () => {
  const { store, tab } = browser();
  const page = tab();
  equal([page.is.now.holder, store.size], ["", 0]);
  page.speak();
  equal(store.get(""), page.is.now.secret);
  equal(tab().is.now.secret, page.is.now.secret);
});

Deno.test("the first person proved takes over the browser's own secret; the next stranger has a fresh one", () => {
  const where = browser();
  const page = where.tab();
  page.speak();
  where.store.set("talk", "words of Carla");
  const { secret } = page.is.now;
  page.identify("carla");
  equal([page.is.now.holder, page.is.isNew, page.is.now.standing], ["", false, "waiting"]);
  page.proved();
  equal([page.is.now.holder, page.is.now.secret, page.is.isNew, page.is.turn], ["p.carla", secret, true, "signIn"]);
  equal([where.store.get(""), where.store.get("talk")], [undefined, undefined]);
  equal([where.store.get("p.carla"), where.store.get("p.carla.talk")], [secret, "words of Carla"]);
  page.proved();
  equal([page.is.now.standing, page.is.isNew], ["proved", false]);
  const plain = where.tab();
  isTrue(plain.is.now.secret !== secret && plain.is.now.holder === "");
});

Deno.test("each person of a browser has a secret of their own, and finds it again", () => {
  const where = browser();
  const [carla, dirk] = [signedIn(where, "carla").is.now.secret, signedIn(where, "dirk").is.now.secret];
  isTrue(carla !== dirk);
  equal(signedIn(where, "carla").is.now.secret, carla);
  equal(signedIn(where, "dirk").is.now.secret, dirk);
});

Deno.test("one who signs in after another in the same page gets another connection, before anything is proved", () => {
  const where = browser();
  const page = signedIn(where, "carla");
  page.identify("dirk");
  equal([page.is.now.holder, page.is.isNew, page.is.turn, page.is.now.standing], ["p.dirk", true, "other", "waiting"]);
  const waiting = browser().tab();
  waiting.speak();
  waiting.identify("carla");
  waiting.identify("dirk");
  isTrue(waiting.is.isNew, "carla's proof may still be under way on that connection");
});

Deno.test("where a stranger left nothing the person begins with a secret of their own, without a second connection", () => {
  const { store, tab } = browser();
  const page = tab();
  page.identify("carla");
  equal([page.is.now.holder, page.is.turn, store.has("p.carla")], ["p.carla", "signIn", false]);
  page.proved();
  equal([page.is.isNew, page.is.now.standing, store.get("p.carla")], [false, "proved", page.is.now.secret]);
  for (const left of ["open", "draft"]) {
    const other = browser();
    other.store.set(left, "of the one who signs in now");
    const next = other.tab();
    next.identify("carla");
    equal(next.is.now.holder, "", left);
  }
});

Deno.test("saying the same again changes nothing", () => {
  const page = signedIn(browser(), "carla");
  page.identify("carla");
  equal([page.is.isNew, page.is.now.standing], [false, "proved"]);
});

Deno.test("signing out leaves a stranger's page, and the person's things where they were", () => {
  const where = browser();
  const page = signedIn(where, "carla");
  const { secret } = page.is.now;
  page.logout();
  equal([page.is.now.holder, page.is.isNew, page.is.turn, page.is.now.standing], ["", true, "signOut", "nobody"]);
  isTrue(page.is.now.secret !== secret);
  equal([where.store.get("p.carla"), where.store.has("last")], [secret, false]);
  page.logout();
  isTrue(!page.is.isNew, "a second time it is nothing");
});

Deno.test("a guest's page may say logout as often as it likes", () => {
  const { tab } = browser();
  const page = tab();
  page.speak();
  const { secret } = page.is.now;
  page.logout();
  equal([page.is.isNew, page.is.now.secret, tab().is.now.secret], [false, secret, secret]);
});

Deno.test("a secret that is another person's is replaced, once, by a fresh one", () => {
  const { store, tab } = browser();
  store.set("", "of-somebody-since-the-version-before".padEnd(43, "_"));
  const page = tab();
  page.identify("dirk");
  page.taken();
  equal([page.is.now.holder, page.is.isNew, page.is.now.standing], ["p.dirk", true, "waiting"]);
  equal(store.get("p.dirk"), page.is.now.secret);
  const { secret } = page.is.now;
  page.taken();
  isTrue(page.is.now.secret !== secret && page.is.now.holder === "" && page.is.now.standing === "refused", "no loop");
});

Deno.test("who kept a secret of the version before, and is proved with it, keeps it", () => {
  const { store, tab } = browser();
  const old = "of-carla-since-the-version-before".padEnd(43, "_");
  store.set("", old);
  const page = tab();
  page.identify("carla");
  page.proved();
  equal([store.get("p.carla"), store.get(""), page.is.now.secret], [old, undefined, old]);
});

Deno.test("a proof that is refused makes a stranger", () => {
  const where = browser();
  const { secret } = signedIn(where, "carla").is.now;
  const page = where.tab();
  page.identify("carla");
  equal(page.is.now.secret, secret);
  page.refused();
  equal([page.is.now.holder, page.is.now.standing, page.is.isNew], ["", "refused", true]);
  isTrue(page.is.now.secret !== secret && page.is.turn === "refused");
  equal(where.store.get("last"), "carla", "where she was proved she stays signed in");
  page.refused();
  isTrue(!page.is.isNew, "refused again on the next connection: nothing new");
  page.identify("carla");
  equal([page.is.now.holder, page.is.now.standing], ["p.carla", "waiting"]);
});

Deno.test("a proof that has run out at a reconnect takes nothing off the screen; a new one goes on", () => {
  const page = signedIn(browser(), "carla");
  page.reconnect();
  page.refused();
  equal([page.is.now.standing, page.is.now.holder, page.is.isNew], ["expired", "p.carla", false]);
  isTrue(!keyring.maySay(page.is.now));
  page.identify("carla");
  page.proved();
  equal([page.is.now.standing, page.is.isNew, keyring.maySay(page.is.now)], ["proved", false, true]);
});

Deno.test("after a reconnect words wait again until the proof is answered", () => {
  const page = signedIn(browser(), "carla");
  page.reconnect();
  equal(page.is.now.standing, "waiting");
  page.proved();
  equal([page.is.now.standing, page.is.isNew], ["proved", false]);
});

Deno.test("signed out in one tab is signed out in all of them", () => {
  const where = browser();
  const [one, two] = [signedIn(where, "carla"), signedIn(where, "carla")];
  one.logout();
  two.look();
  equal([two.is.now.holder, two.is.now.standing, two.is.turn], ["", "nobody", "signOut"]);
});

Deno.test("who signs in in another tab signs out the one before, and is not signed in here", () => {
  const where = browser();
  const one = signedIn(where, "carla");
  const dirk = signedIn(where, "dirk");
  one.look();
  equal([one.is.now.holder, one.is.now.person], ["", ""]);
  dirk.look();
  isTrue(!dirk.is.isNew);
  one.identify("carla");
  equal(one.is.now.holder, "p.carla", "the page may say so anew");
});

Deno.test("a store that was cleared elsewhere is a signing out, and a stranger's talk is over, too", () => {
  const where = browser();
  const [carla, guest] = [signedIn(where, "carla"), where.tab()];
  guest.speak();
  const { secret } = guest.is.now;
  where.store.clear();
  carla.look();
  guest.look();
  equal([carla.is.now.holder, carla.is.turn], ["", "signOut"]);
  isTrue(guest.is.now.secret !== secret && guest.is.turn === "same");
});

Deno.test("a stranger's tab starts anew once its secret has become somebody's in another tab", () => {
  const where = browser();
  const guest = where.tab();
  guest.speak();
  const { secret } = guest.is.now;
  signedIn(where, "carla");
  guest.look();
  isTrue(guest.is.isNew && guest.is.now.holder === "" && guest.is.now.secret !== secret);
});

Deno.test("two tabs that are proved at once end up with one secret", () => {
  const where = browser();
  const [one, two] = [where.tab(), where.tab()];
  for (const page of [one, two]) page.identify("carla");
  one.proved();
  two.proved();
  equal([two.is.now.secret, two.is.isNew], [one.is.now.secret, true]);
});

Deno.test("two tabs opened before the first words are one visitor", () => {
  const { tab } = browser();
  const [one, two] = [tab(), tab()];
  one.speak();
  two.look();
  equal([two.is.now.secret, two.is.turn], [one.is.now.secret, "same"]);
  const three = browser().tab();
  three.look();
  isTrue(!three.is.isNew, "looking alone changes nothing");
});

Deno.test("a page that identifies nobody goes on with the last person only where the site says so", () => {
  for (const isSomewhere of [false, true]) {
    const where = browser({ isSomewhere });
    const carla = signedIn(where, "carla");
    const plain = where.tab();
    equal(plain.is.now.holder, isSomewhere ? "p.carla" : "");
    equal(plain.isForgotten(), !isSomewhere);
    carla.logout();
    plain.look();
    equal([plain.is.now.holder, where.tab().is.now.holder, plain.isForgotten()], ["", "", false]);
  }
});

Deno.test("a refused proof lets no later page go on as that person", () => {
  const where = browser({ isSomewhere: true });
  signedIn(where, "carla").logout();
  const forged = where.tab();
  forged.identify("carla");
  forged.refused();
  equal(where.tab().is.now.holder, "");
});

Deno.test("one who was only claimed and signs out leaves nothing to the next one, and finds it again", () => {
  const { store, tab } = browser();
  const page = tab();
  page.claim("kim");
  page.speak();
  store.set("talk", "words of Kim");
  const { secret } = page.is.now;
  const next = tab();
  next.logout();
  isTrue(next.is.isNew && next.is.now.secret !== secret && next.is.turn !== "");
  equal([store.get(""), store.get("talk")], [undefined, undefined]);
  const again = tab();
  again.claim("kim");
  equal([again.is.now.secret, store.get("talk")], [secret, "words of Kim"]);
});

Deno.test("a name that is merely claimed is the browser's own, also on the pages after it", () => {
  const { tab } = browser();
  const page = tab();
  page.speak();
  page.claim("kim");
  equal([page.is.isNew, page.is.now.holder, page.isForgotten()], [false, "", false]);
  equal([tab().is.now.secret, tab().isForgotten()], [page.is.now.secret, false]);
});

Deno.test("whatever happens in whatever order, nobody speaks with a secret that was proved to be another's", () => {
  let seed = 7;
  const random = (/** @type {number} */ below) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (let walk = 0; walk < 60; walk++) {
    const where = browser({ isSomewhere: walk % 4 === 3 });
    /** @type {Map<string, string>} whose a secret is: as the server keeps it */ const owners = new Map();
    /** @type {Map<unknown, string>} whom a connection has proved */ const proofs = new Map();
    const tabs = [where.tab(), where.tab(), where.tab()];
    for (let turn = 0; turn < 200; turn++) {
      const page = tabs[random(3)] ?? where.tab();
      const act = random(9);
      if (act < 3) page.identify(["carla", "dirk", "elin"][act] ?? "");
      else if (act === 3) page.logout();
      else if (act === 4) page.look();
      else if (act === 5) page.speak();
      else if (act === 6) tabs[random(3)] = where.tab();
      else if (act === 7 && random(10) === 0) where.store.clear();
      else if (act === 8) page.reconnect();
      if (page.is.isNew) proofs.delete(page);
      for (let times = 0; page.is.now.standing === "waiting" && times < 5; times++) {
        const { person, secret } = page.is.now;
        if ((owners.get(secret) ?? person) !== person || (proofs.get(page) ?? person) !== person) page.taken();
        else {
          owners.set(secret, person);
          proofs.set(page, person);
          page.proved();
        }
        if (page.is.isNew) proofs.delete(page);
      }
      const { standing, person, secret, holder } = page.is.now;
      isTrue(standing !== "waiting" && standing !== "refused", "everybody gets to their own");
      if (standing === "proved") equal([owners.get(secret), holder], [person, `p.${person}`]);
      for (const name of ["carla", "dirk", "elin"]) {
        const kept = where.store.get(`p.${name}`);
        isTrue(!kept || (owners.get(kept) ?? name) === name, "a person's key never holds another's secret");
      }
    }
  }
});
