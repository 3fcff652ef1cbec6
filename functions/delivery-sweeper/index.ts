import { createDueHandovers } from "../../src/adapters/dynamo/due-handovers.ts";
import { createDeliveryQueue } from "../../src/adapters/sqs/delivery-queue.ts";
import { systemClock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createHandler } from "./handler.ts";

const environment = readEnvironment("delivery-sweeper");

export const handler = createHandler({
  due: createDueHandovers({ tableName: environment.CASES_TABLE }),
  queue: createDeliveryQueue({ queueUrl: environment.DELIVERY_QUEUE_URL }),
  clock: systemClock,
  log: createLog("delivery-sweeper", environment.LOG_LEVEL),
});
