// The shop's own script: says who is signed in, to the page and to the desk. No inline script, so that the shop's
// content security policy needs no exception.
const customer = JSON.parse(document.getElementById("customer")?.textContent || "null");
const shop = /** @type {any} */ (window);

// Calls made before the widget has come are kept in a queue, and answered by it.
shop.SecondRing ??= Object.assign((/** @type {unknown[]} */ ...call) => shop.SecondRing.q.push(call), { q: [] });

// On every page: the browser may be somebody else's since the last one, and nobody sees another's talk.
shop.SecondRing(...customer ? ["identify", { token: customer.token }] : ["logout"]);

if (customer) {
  const who = document.getElementById("who");
  if (who) who.textContent = customer.name;
}

for (const part of document.querySelectorAll("[data-customer]")) {
  part.toggleAttribute("hidden", part.getAttribute("data-customer") !== (customer?.id ?? ""));
}

for (const talk of document.querySelectorAll("[data-talk]")) {
  talk.addEventListener("click", (event) => {
    event.preventDefault();
    shop.SecondRing("open");
  });
}
