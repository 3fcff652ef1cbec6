import { describe, expect, it } from "vitest";
import { isComplete, readPerson } from "../../../src/adapters/oidc/person.ts";

const claims = {
  name: "Gyűrűffyné Őszi Tűnde",
  birth_name: "Őszi Tűnde",
  mothers_name: "Hűvös Győzőné",
  place_of_birth: "Hőgyész",
  birthdate: "1991-02-28",
};
const person = {
  name: "Gyűrűffyné Őszi Tűnde",
  birthName: "Őszi Tűnde",
  mothersName: "Hűvös Győzőné",
  placeOfBirth: "Hőgyész",
  dateOfBirth: "1991-02-28",
};

describe("readPerson", () => {
  it("reads the five natural identification data", () => {
    expect(readPerson(claims)).toEqual(person);
    expect(isComplete(claims)).toBe(true);
  });

  it("puts the family name first when the broker sends the parts", () => {
    const { name: _, ...rest } = claims;
    const parts = { ...rest, family_name: "Gyűrűffyné Őszi", given_name: "Tűnde" };
    expect(readPerson(parts)).toEqual(person);
    expect(isComplete(parts)).toBe(true);
  });

  it("reads a place given as an object", () => {
    expect(readPerson({ ...claims, place_of_birth: { locality: "Hőgyész", country: "HU" } })).toEqual(person);
  });

  it("composes letters and folds white space, so that equal names are equal", () => {
    expect(readPerson({ ...claims, name: "  Gyűrűffyné  Őszi Tűnde ".normalize("NFD") })).toEqual(person);
  });

  it("leaves empty what a broker of another country does not know", () => {
    const person = {
      name: "Erika Mustermann",
      birthName: "",
      mothersName: "",
      placeOfBirth: "",
      dateOfBirth: "",
    };
    expect(readPerson({ name: "Erika Mustermann" })).toEqual(person);
    expect(isComplete({ name: "Erika Mustermann" })).toBe(false);
  });

  it.each([
    ["no name", { name: undefined }],
    ["an empty name", { name: "  " }],
    ["a name that is no text", { name: ["Őszi", "Tűnde"] }],
    ["a name with a line break", { name: "Őszi\nTűnde" }],
    ["a name with a lone surrogate", { name: "Őszi \ud83d" }],
    ["an endless name", { name: "x".repeat(201) }],
    ["a date that does not exist", { birthdate: "1991-02" }],
    ["a mother's name that is a number", { mothers_name: 1 }],
  ])("takes nobody with %s", (_, changes) => {
    expect(readPerson({ ...claims, ...changes })).toBeUndefined();
  });
});
