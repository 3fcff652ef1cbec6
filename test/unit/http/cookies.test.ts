import { describe, expect, it } from "vitest";
import {
  expiredLoginCookie,
  expiredSessionCookie,
  LOGIN_COOKIE,
  loginCookie,
  readToken,
  SESSION_COOKIE,
  sessionCookie,
} from "../../../src/http/cookies.ts";

const token = "A".repeat(42) + "_";
const other = "B".repeat(42) + "-";

describe("readToken", () => {
  it.each([
    ["alone", [`${SESSION_COOKIE}=${token}`]],
    ["among others", ["a=1", `${SESSION_COOKIE}=${token}`, `${LOGIN_COOKIE}=${other}`]],
    ["in one unsplit header", [`a=1; ${SESSION_COOKIE}=${token}; b=2`]],
    ["beside one whose name only ends alike", [`x${SESSION_COOKIE}=${other}`, `${SESSION_COOKIE}=${token}`]],
  ])("finds the token %s", (_, cookies) => {
    expect(readToken(cookies, SESSION_COOKIE)).toBe(token);
  });

  it.each([
    ["there is no cookie", []],
    ["it is of another name", [`${LOGIN_COOKIE}=${token}`]],
    ["the name differs in case", [`__host-session=${token}`]],
    ["it is there twice", [`${SESSION_COOKIE}=${token}`, `${SESSION_COOKIE}=${other}`]],
    ["it is there twice with the same value", [`${SESSION_COOKIE}=${token}`, `${SESSION_COOKIE}=${token}`]],
    ["it is there twice in one header", [`${SESSION_COOKIE}=${token}; ${SESSION_COOKIE}=${other}`]],
    ["it is empty", [`${SESSION_COOKIE}=`]],
    ["it is too short", [`${SESSION_COOKIE}=${token.slice(1)}`]],
    ["it is too long", [`${SESSION_COOKIE}=${token}A`]],
    ["it is huge", [`${SESSION_COOKIE}=${"A".repeat(100_000)}`]],
    ["it holds a line break", [`${SESSION_COOKIE}=${token.slice(1)}\n`]],
    ["it ends in a line break too many", [`${SESSION_COOKIE}=${token}\r\nSet-Cookie: a=b`]],
    ["it holds letters no token has", [`${SESSION_COOKIE}=${token.slice(1)}+`]],
    ["it is quoted", [`${SESSION_COOKIE}="${token}"`]],
  ])("finds none when %s", (_, cookies) => {
    expect(readToken(cookies, SESSION_COOKIE)).toBeUndefined();
  });
});

describe("cookies of ours", () => {
  it.each([sessionCookie(token), expiredSessionCookie(), loginCookie(token, 900), expiredLoginCookie()])(
    "keep the promise of their prefix: %s",
    (cookie) => {
      expect(cookie).toMatch(
        /^__Host-(session|login)=[\w-]*; Path=\/; Secure; HttpOnly; SameSite=(Strict|Lax)/,
      );
      expect(cookie).not.toMatch(/Domain/i);
    },
  );

  it("let the session end with the browser and never travel across sites", () => {
    expect(sessionCookie(token)).toBe(`__Host-session=${token}; Path=/; Secure; HttpOnly; SameSite=Strict`);
  });

  it("let the login come back from another site, for a short time", () => {
    expect(loginCookie(token, 900)).toBe(
      `__Host-login=${token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=900`,
    );
  });

  it("take themselves back", () => {
    expect(expiredSessionCookie()).toMatch(/^__Host-session=;.*; Max-Age=0$/);
    expect(expiredLoginCookie()).toMatch(/^__Host-login=;.*; Max-Age=0$/);
  });
});
