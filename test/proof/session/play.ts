import { NOW } from "../../unit/session/fakes.ts";
import type { Stores } from "../../unit/session/store-contract.ts";
import { absoluteEnd, expectedOf, idleEnd, isAlsoTrue, isTooOld, type Pass, type Shows } from "./model.ts";
import type { Act, Step, Wait } from "./schedule.ts";
import { createWorld, type Seen, type World } from "./world.ts";

/** How many worthless tokens are tried after every step: the newest, which a mistake would most likely revive. */
const PROBES = 3;

interface Player {
  world: World;
  now: number;
  /** Per browser every token it was ever given, newest last. */
  browsers: readonly [Pass[], Pass[]];
  violations: string[];
  serial: number;
}

const passesOf = ({ browsers }: Player): Pass[] => browsers.flat();

const pick = ({ browsers }: Player, { browser, tab }: Step): Pass | undefined =>
  browsers[browser].at(-1 - tab) ?? browsers[browser][0];

const waited = (now: number, wait: Wait, pass: Pass | undefined): number => {
  if ("seconds" in wait) return now + wait.seconds;
  const end = pass && (wait.until === "idle-end" ? idleEnd(pass) : absoluteEnd(pass));
  return Math.max(now, (end ?? now) + wait.plus);
};

const note = (player: Player, what: string, pass: Pass | undefined, saw: string, expected: string): void => {
  const since = player.now - NOW;
  const ends = pass ? ` (idle end ${idleEnd(pass) - NOW}, absolute end ${absoluteEnd(pass) - NOW})` : "";
  player.violations.push(`${what} at ${since} s: ${saw}, not ${expected}${ends}`);
};

const renew = (player: Player, old: Pass, token: string): void => {
  old.isWorthless = true;
  const next = { ...old, token, isWorthless: false, lastActivity: player.now };
  player.browsers.find((passes) => passes.includes(old))?.push(next);
};

/** What an act changes where it was accepted. Polling is not among it. */
const follow = (player: Player, act: Act, pass: Pass, before: Shows, { token }: Seen): void => {
  if (act === "logout") pass.isWorthless = true;
  else if (token !== undefined) renew(player, pass, token);
  else if (before === "active" && act !== "poll") pass.lastActivity = player.now;
};

const actAlone = async (player: Player, act: Act, pass: Pass): Promise<void> => {
  const expected = expectedOf(pass, player.now);
  player.serial += 1;
  const capacity = `cegkapu-${player.serial}`;
  const seen = await player.world.acts[act](pass.token, player.now, capacity);
  if (act !== "logout" && seen.shows !== expected && !isAlsoTrue(pass, player.now, seen.shows))
    note(player, act, pass, seen.shows, expected);
  if (act === "resume" && (expected === "lapsed") !== (seen.token !== undefined))
    note(player, act, pass, "a new token", "one exactly when it had lapsed");
  if (act === "switch" && expected === "active") pass.capacity = capacity;
  follow(player, act, pass, expected, seen);
};

/** In one second anything may come first, so an answer may also be one that another act has brought about. */
const actTogether = async (player: Player, acts: readonly Act[], pass: Pass): Promise<void> => {
  const before = expectedOf(pass, player.now);
  const seen = await Promise.all(
    acts.map(async (act) => ({ act, ...(await player.world.acts[act](pass.token, player.now, "")) })),
  );
  const mayVanish = acts.includes("logout") || (before === "lapsed" && acts.includes("resume"));
  for (const { act, shows } of seen)
    if (
      act !== "logout" &&
      shows !== before &&
      !(mayVanish && shows === "missing") &&
      !isAlsoTrue(pass, player.now, shows)
    )
      note(player, `${act} among ${acts.join("+")}`, pass, shows, before);
  const winners = seen.filter(({ token }) => token !== undefined);
  const mustWin = before === "lapsed" && acts.includes("resume") && !acts.includes("logout");
  if (winners.length > 1 || (mustWin && winners.length === 0))
    note(player, `resume among ${acts.join("+")}`, pass, `${winners.length} new tokens`, "one");
  const [winner] = winners;
  if (winner) return follow(player, "resume", pass, before, winner);
  for (const one of seen) follow(player, one.act, pass, before, one);
};

const logIn = async (player: Player, { browser }: Pick<Step, "browser">, age: number): Promise<void> => {
  const { now, browsers } = player;
  const present = browsers[browser].at(-1);
  const again = age < 0 ? present?.broker : undefined;
  const broker = again ?? { sid: crypto.randomUUID(), authTime: now - Math.max(age, 0), isEnded: false };
  const outcome = await player.world.logIn(broker, present?.token, now);
  const expected = isTooOld(broker.authTime, now) ? "back" : broker.isEnded ? "no" : "in";
  if (outcome.leads !== expected) note(player, "log-in", undefined, outcome.leads, expected);
  if (outcome.leads !== "in") return;
  if (present) present.isWorthless = true;
  const { token } = outcome;
  const capacity = player.world.ownName;
  browsers[browser].push({ token, broker, lastActivity: now, isWorthless: false, capacity });
};

const brokerLogout = async (
  player: Player,
  { browser, names, next }: Extract<Step, { does: "broker-logout" }>,
  pass: Pass,
): Promise<void> => {
  player.serial += 1;
  const jti = `${pass.broker.sid}-${player.serial}`;
  const said = names === "person" ? ({ subject: true } as const) : { brokerSession: pass.broker.sid };
  await player.world.tellEnded(jti, said, player.now);
  for (const other of passesOf(player))
    if (names === "person" || other.broker === pass.broker) other.isWorthless = true;
  if (names === "session") pass.broker.isEnded = true;
  if (next === "log-in") return logIn(player, { browser }, -1);
  if (next === "nothing") return;
  // Somebody who recorded the message sends it again after a new login: it must do no harm.
  await logIn(player, { browser: 0 }, 0);
  if (await player.world.tellEnded(jti, said, player.now))
    note(player, "replayed logout", pass, "acted on", "refused");
};

const play = async (player: Player, step: Step, pass: Pass): Promise<void> => {
  switch (step.does) {
    case "together":
      return actTogether(player, step.acts, pass);
    case "log-in":
      return logIn(player, step, step.age);
    case "broker-logout":
      return brokerLogout(player, step, pass);
    case "end-everywhere":
      await player.world.endEverywhere();
      for (const other of passesOf(player)) other.isWorthless = true;
      return;
    default:
      return actAlone(player, step.does, pass);
  }
};

/** After every step: what is worthless stays so, and living sessions act in the name they were switched to. */
const probe = async (player: Player, step: Step): Promise<void> => {
  const worthless = passesOf(player).filter(({ isWorthless }) => isWorthless);
  for (const pass of worthless.slice(-PROBES)) {
    const { shows } = await player.world.check(pass.token, player.now);
    if (shows !== "missing" && !isAlsoTrue(pass, player.now, shows))
      note(player, `worthless token after ${step.does}`, pass, shows, "missing");
  }
  for (const pass of player.browsers.flatMap((passes) => passes.slice(-1))) {
    const capacity = pass.isWorthless ? undefined : await player.world.capacityOf(pass.token);
    if (!pass.isWorthless && capacity !== pass.capacity)
      note(player, `capacity after ${step.does}`, pass, capacity ?? "none", pass.capacity);
  }
};

/**
 * Plays a schedule against the portal's code and the model. Returns what differed, in words; empty: nothing.
 */
export const playSchedule = async (stores: Stores, schedule: readonly Step[]): Promise<string[]> => {
  const player: Player = {
    world: await createWorld(stores),
    now: NOW,
    browsers: [[], []],
    violations: [],
    serial: 0,
  };
  await logIn(player, { browser: 0 }, 0);
  await logIn(player, { browser: 1 }, 7_200);
  for (const step of schedule) {
    const pass = pick(player, step);
    if (!pass) break;
    player.now = waited(player.now, step.wait, pass);
    await play(player, step, pass);
    await probe(player, step);
  }
  return player.violations;
};
