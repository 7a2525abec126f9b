// Every second: reads the page anew and takes over what is live on it. Whatever a reader opened stays open.
async function refresh() {
  try {
    const response = await fetch(location.href);
    if (!response.ok) throw new Error(`The page answered ${response.status}.`);
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]")) {
      part.innerHTML = next.getElementById(part.id)?.innerHTML ?? "";
    }
  } catch (error) {
    console.info(String(error));
    document.getElementById("gone")?.removeAttribute("hidden");
    return;
  }
  setTimeout(refresh, 1_000);
}

setTimeout(refresh, 1_000);
