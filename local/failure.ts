/** Startup cannot go on. The message is one sentence for the person at the console: what is wrong and what to do. */
export class StartFailure extends Error {
  override name = "StartFailure";
}
