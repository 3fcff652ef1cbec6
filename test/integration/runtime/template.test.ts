import { afterEach, describe, expect, it } from "vitest";
import { StartFailure } from "../../../local/failure.ts";
import { scratchDirectory, startFixture, type Fixture } from "./support.ts";

const started: { stop(): Promise<void> }[] = [];
const start = async (...parameters: Parameters<typeof startFixture>): Promise<Fixture> => {
  const fixture = await startFixture(...parameters);
  started.push(fixture);
  return fixture;
};
afterEach(async () => {
  for (const fixture of started.splice(0)) await fixture.stop();
});

describe("the runtime follows the CDK app", () => {
  it("uses another table key after only the app changed", async () => {
    const { call, act } = await start({ tableKey: "itemNumber" });
    expect((await call("PUT", "/api/items/7", { colour: "red" })).status).toBe(200);
    expect(await act("item", { id: "7" })).toMatchObject({ Item: { itemNumber: { S: "7" } } });
  });

  it("serves another route after only the app changed", async () => {
    const { call } = await start({ itemRoute: "/api/things/{id}" });
    expect((await call("PUT", "/api/things/7", {})).status).toBe(200);
    expect((await call("PUT", "/api/items/7", {})).status).toBe(404);
  });

  it("refuses what the role does not allow, as AWS would", async () => {
    const { call } = await start({ withoutWriteGrant: true });
    const { status, body } = await call("PUT", "/api/items/7", {});
    expect(status).toBe(500);
    expect(body).toMatchObject({ name: "AccessDeniedException" });
    expect((body as { message: string }).message).toMatch(/dynamodb:PutItem on resource: arn:aws:dynamodb:/);
  });

  it("does not tell who may not list a bucket what is missing in it", async () => {
    const { act } = await start({ withoutListGrant: true });
    expect(await act("read", { Key: "missing" })).toMatchObject({ name: "AccessDenied" });
  });

  it("names a resource it cannot stand in for, and does not start", async () => {
    await expect(start({ withUnsupported: true })).rejects.toThrow(
      /Cluster \(AWS::ECS::Cluster, stack Data\)/,
    );
  });

  it("adds an index to a table that already holds items, and finds them by it", async () => {
    const directory = scratchDirectory();
    const before = await startFixture({}, { directory: directory.path });
    await before.call("PUT", "/api/items/7", { colour: "red" });
    await before.stop();
    const after = await start({ withIndex: true }, { directory: directory.path });
    expect(await after.act("byColour", { colour: "red" })).toMatchObject({ Items: [{ pk: { S: "7" } }] });
    directory.remove();
  });

  it("says what to do when the key of a stored table changed", async () => {
    const directory = scratchDirectory();
    await (await startFixture({}, { directory: directory.path })).stop();
    const restart = startFixture({ tableKey: "itemNumber" }, { directory: directory.path });
    await expect(restart).rejects.toThrow(StartFailure);
    await expect(restart).rejects.toThrow(/Items\w+ is now itemNumber:S, .* --fresh/);
    directory.remove();
  });
});
