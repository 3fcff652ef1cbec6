import { expect, it } from "vitest";
import { brokerStyle } from "../../../src/adapters/oidc/broker-style.ts";
import { createEndSessionUrl } from "../../../src/adapters/oidc/end-session.ts";
import { BrokerUnavailable } from "../../../src/adapters/oidc/http.ts";
import type { MetadataReader } from "../../../src/adapters/oidc/metadata.ts";

const issuer = "https://broker.example";
const metadata = { issuer, jwks_uri: `${issuer}/keys`, end_session_endpoint: `${issuer}/logout` };

const setup = (style: string, readMetadata: MetadataReader = async () => metadata) =>
  createEndSessionUrl({
    readMetadata,
    clientId: "portal",
    portalOrigin: "https://portal.example",
    style: brokerStyle(style),
  });

const parametersOf = (url: string | undefined) => Object.fromEntries(new URL(url ?? "").searchParams);

it("names the broker's session and the goodbye page", async () => {
  const url = await setup("oidc")("sid-1");
  expect(url?.startsWith(`${issuer}/logout?`)).toBe(true);
  expect(parametersOf(url)).toEqual({
    client_id: "portal",
    post_logout_redirect_uri: "https://portal.example/kijelentkezve",
    ui_locales: "hu",
    logout_hint: "sid-1",
  });
  expect(parametersOf(await setup("oidc")(undefined))).not.toHaveProperty("logout_hint");
});

it("speaks Cognito's own way to Cognito", async () => {
  expect(parametersOf(await setup("cognito")("sid-1"))).toEqual({
    client_id: "portal",
    logout_uri: "https://portal.example/kijelentkezve",
    lang: "hu",
  });
});

it("is not to be had from a broker that cannot be asked, or has no such page", async () => {
  const down = setup("oidc", () => Promise.reject(new BrokerUnavailable("down")));
  expect(await down("sid-1")).toBeUndefined();
  const { end_session_endpoint: _, ...without } = metadata;
  expect(await setup("oidc", async () => without)("sid-1")).toBeUndefined();
});
