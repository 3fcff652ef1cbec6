import { render } from "preact";
import { App } from "./app.tsx";
import { startLanguage } from "./language.ts";
import { session } from "./portal.ts";
import { startRouter } from "./router.ts";
import { onAttention, watchSession } from "./session/watch.ts";
import "./styles/index.css";

const later = (work: () => void, milliseconds: number): (() => void) => {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
};

const start = async (): Promise<void> => {
  startRouter();
  // A page the browser brings back from its memory may show what belongs to someone who has logged out since.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
  const asked = session.refresh();
  watchSession({ session, now: () => Date.now(), later, onAttention });
  await startLanguage();
  const root = document.getElementById("portal");
  if (root) render(<App />, root);
  await asked;
};

void start();
