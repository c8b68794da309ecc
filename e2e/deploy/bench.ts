// `cargo xtask bench deploy`: nginx under the load that docs/deploy.md speaks of. It prints what it measures, writes it
// to REPORT, and fails where a viewer gets an error, the API is asked too often, or an answer takes too long.
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { simulated } from "../support/campaigns.ts";
import { MockApi } from "../support/mock-api.ts";
import { program } from "../support/programs.ts";
import { Line } from "./support/line.ts";
import { startNginx } from "./support/nginx.ts";

const VIEWERS = 10_000;
const BATCH = simulated("running", 500, { speed: 60 });
/** How long an answer is kept, in seconds. */
const KEPT = 10;

/** What wrk counted. */
interface Load {
  requests: number;
  errors: number;
  p50: number;
  p99: number;
}

async function load(origin: string, seconds: number): Promise<Load> {
  const script = fileURLToPath(new URL("viewers.lua", import.meta.url));
  const wrk = `ulimit -n 16384 && exec ${program("WRK", ["wrk"])} -t1 -c${VIEWERS} -d${seconds}s --timeout 10s --latency -s ${script} ${origin}`;
  const { stdout } = await promisify(execFile)("sh", ["-c", wrk], { env: { ...process.env, VIEWERS: String(VIEWERS), BATCH } });
  console.log(stdout);
  const number = (pattern: RegExp) => Number(pattern.exec(stdout)?.[1] ?? 0);
  const socketErrors = /connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(stdout)?.slice(1).map(Number) ?? [];
  return {
    requests: number(/(\d+) requests in/),
    errors: number(/Non-2xx or 3xx responses: (\d+)/) + socketErrors.reduce((sum, count) => sum + count, 0),
    p50: milliseconds(stdout, "50%"),
    p99: milliseconds(stdout, "99%"),
  };
}

function milliseconds(stdout: string, percentile: string): number {
  const [, value, unit] = new RegExp(`${percentile}\\s+([\\d.]+)(us|ms|s|m)`).exec(stdout) ?? [];
  return Number(value) * ({ us: 0.001, ms: 1, s: 1000, m: 60_000 }[unit ?? ""] ?? NaN);
}

/** The processor time of nginx's processes so far, in seconds. */
function processorTime(pid: number): number {
  const statOf = (id: number) => readFileSync(`/proc/${id}/stat`, "utf8").replace(/^.*\) /, "").split(" ");
  const ids = readdirSync("/proc").map(Number).filter(Boolean);
  const ours = ids.map(statOfLiving).filter((stat) => stat && (stat.id === pid || stat.parent === pid));
  return ours.reduce((sum, stat) => sum + (stat?.ticks ?? 0), 0) / 100;

  function statOfLiving(id: number): { id: number; parent: number; ticks: number } | undefined {
    try {
      const fields = statOf(id);
      return { id, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
    } catch {
      return undefined;
    }
  }
}

/** How many cores were busy, since the machine was started, in seconds. */
function busy(): number {
  const [user, nice, system, , , interrupts, softInterrupts] = readFileSync("/proc/stat", "utf8").split(/\s+/).slice(1).map(Number) as [number, number, number, number, number, number, number];
  return (user + nice + system + interrupts + softInterrupts) / 100;
}

async function look(origin: string): Promise<{ status: number; age: number }> {
  const body = JSON.stringify({ action: "get", batch_id: BATCH });
  const answer = await fetch(`${origin}/batch-status/${BATCH}`, { method: "POST", body, headers: { "content-type": "application/json" } });
  await answer.arrayBuffer();
  return { status: answer.status, age: Number(answer.headers.get("age")) };
}

test(`${VIEWERS} viewers`, async () => {
  const mock = await MockApi.start("--no-limits");
  const line = await Line.to(mock.origin);
  const nginx = await startNginx(
    { api: line.origin, key: `demo-key-${randomUUID()}`, batches: [BATCH] },
    { connections: VIEWERS + 2000, lines: "set_real_ip_from 127.0.0.1; real_ip_header X-Forwarded-For;" },
  );
  const asked = async () => (await mock.questions(BATCH)).length;
  try {
    const seconds = 120;
    const [before, busyBefore] = [processorTime(nginx.pid), busy()];
    const calm = await load(nginx.origin, seconds);
    const processor = processorTime(nginx.pid) - before;
    const calmlyAsked = await asked();
    const cores = (busy() - busyBefore) / seconds;

    // The API goes away for a minute, under the same load.
    const storm = load(nginx.origin, 110);
    await sleep(20_000);
    await line.cut();
    await sleep(60_000);
    const { status, age } = await look(nginx.origin);
    await line.mend();
    const mended = Date.now();
    await expect.poll(async () => (await look(nginx.origin)).age, { timeout: 30_000, intervals: [200] }).toBeLessThan(KEPT);
    const recovered = (Date.now() - mended) / 1000;
    const outage = await storm;

    const report = [
      "| | Two minutes | API away for one minute |",
      "|---|---|---|",
      `| Requests of ${VIEWERS.toLocaleString("en")} viewers | ${calm.requests.toLocaleString("en")} | ${outage.requests.toLocaleString("en")} |`,
      `| Errors that viewers got | ${calm.errors} | ${outage.errors} |`,
      `| Answer after, median and 99th percentile | ${calm.p50.toFixed(1)} ms, ${calm.p99.toFixed(1)} ms | ${outage.p50.toFixed(1)} ms, ${outage.p99.toFixed(1)} ms |`,
      `| Requests that the API saw | ${calmlyAsked} | ${(await asked()) - calmlyAsked} |`,
      `| Processor time of nginx | ${processor.toFixed(1)} s, ${((processor / seconds) * 100).toFixed(0)} % of one core | – |`,
      `| Cores of the machine that were busy, with everything | ${cores.toFixed(1)} of ${availableParallelism()} | – |`,
      `| Age of the answer at the end of the outage | – | ${age} s |`,
      `| A fresh answer, after the API was back | – | ${recovered.toFixed(1)} s |`,
    ].join("\n");
    console.log(report);
    if (process.env.REPORT) writeFileSync(process.env.REPORT, `${report}\n`);

    expect([calm.errors, outage.errors, status]).toEqual([0, 0, 200]);
    expect(calm.requests).toBeGreaterThan((VIEWERS * seconds) / KEPT / 1.2);
    expect(calmlyAsked).toBeLessThanOrEqual(seconds / KEPT + 1);
    expect(calm.p99).toBeLessThan(50);
    expect(age).toBeGreaterThanOrEqual(60);
  } finally {
    await nginx.stop();
    await line.cut();
    await mock.stop();
  }
});
