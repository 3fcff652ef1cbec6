import { render } from "preact";
import { App } from "./app.tsx";
import { later } from "./form/later.ts";
import { followAccount, startLanguage } from "./language.ts";
import { session } from "./portal.ts";
import { startRouter } from "./router.ts";
import { isLiving } from "./session/session-state.ts";
import { onAttention, watchSession } from "./session/watch.ts";
import "./styles/index.css";

/** Once for each page load: a logout empties the storage too, and then nobody's language is to be followed. */
const followSession = (): void => {
  const follow = (): void => {
    const state = session.state.get();
    if (!isLiving(state)) return;
    leave();
    void followAccount(state.language);
  };
  const leave = session.state.subscribe(follow);
  follow();
};

const start = async (): Promise<void> => {
  // A page the browser brings back from its memory may show what belongs to someone who has logged out since.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
  const asked = session.refresh();
  watchSession({ session, now: () => Date.now(), later, onAttention });
  try {
    await startLanguage();
  } catch {
    document.getElementById("unreachable")?.removeAttribute("hidden");
    return;
  }
  startRouter();
  followSession();
  const root = document.getElementById("portal");
  if (root) render(<App />, root);
  await asked;
};

void start();
