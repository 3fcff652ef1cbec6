import type { InteractionResults, Provider } from "oidc-provider";
import { readForm } from "./form.ts";
import { choicePage, errorPage } from "./pages.ts";
import { type Directory, methodsFor } from "./people.ts";

const PATH = "/azonositas/";

export const interactionPath = (uid: string): string => `${PATH}${uid}`;

/** The client's choice as the provider wants it; undefined when something is missing. */
const resultOf = (form: URLSearchParams, { people, methods }: Directory): InteractionResults | undefined => {
  if (form.get("cancel") === "yes")
    return { error: "access_denied", error_description: "The client turned back" };
  const person = people.find(({ id }) => id === form.get("person"));
  const method = methods.find(({ id }) => id === form.get("method"));
  if (!person || !method) return undefined;
  return { login: { accountId: person.id, acr: method.acr, amr: method.amr, remember: true } };
};

type Middleware = Parameters<Provider["use"]>[0];
type BrokerContext = Parameters<Middleware>[0];

const answer = async (context: BrokerContext, provider: Provider, directory: Directory): Promise<void> => {
  const form = context.method === "POST" ? await readForm(context.req) : undefined;
  const result = form && resultOf(form, directory);
  if (result) {
    const resume = await provider.interactionResult(context.req, context.res, result);
    context.redirect(resume);
    context.status = 303;
    return;
  }
  context.status = form ? 422 : 200;
  context.type = "html";
  context.body = choicePage(directory, form !== undefined);
};

/** GET shows the choice of person and method, POST takes it. */
export const interactionPages =
  (provider: Provider, directory: Directory, portal: string): Middleware =>
  async (context, next) => {
    if (!context.path.startsWith(PATH)) {
      await next();
      return;
    }
    let acrValues: unknown;
    try {
      const { params } = await provider.interactionDetails(context.req, context.res);
      acrValues = params["acr_values"];
    } catch {
      // Too old, used before, or begun in another browser.
      context.status = 400;
      context.type = "html";
      context.body = errorPage("session_not_found", portal);
      return;
    }
    const methods = [...methodsFor(directory.methods, acrValues)];
    await answer(context, provider, { ...directory, methods });
  };
