// Circles formed through the built package, in this thread and in a worker.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { CircleError, load } from "../dist/index.js";

/** People who are all free on Tuesday noon; the first of them can lead. */
function crowd(people, leaders) {
  const person = (_, at) => ({
    id: `p${at}`,
    name: `Person ${at}`,
    leader: at < leaders,
    mode: "talk",
    availability: [{ day: "tuesday", from: "12:00", to: "13:00" }],
    attributes: { Department: [`d${at % 4}`] },
    peerBy: [],
    notWith: [],
  });
  return { participants: Array.from({ length: people }, person) };
}

const rules = { attributes: [{ attribute: "Department", how: "mix", weight: 3 }] };

for (const worker of [false, true]) {
  describe(worker ? "in a worker" : "in the thread", () => {
    let peer;
    before(async () => (peer = await load({ worker })));
    after(() => peer.close());

    test("people are divided by their distances alone", async () => {
      const sizes = [{ min: 2, max: 2 }, { min: 2, max: 2 }];
      const given = { people: 4, pairs: [0, 1, 1, 1, 1, 0], sizes };
      const division = await peer.circles.diverse(given, { seed: 7, budget: { work: 20_000 } });
      assert.equal(division.diversity, 2);
      assert.deepEqual(division.circles.flat().sort(), [0, 1, 2, 3]);
      await assert.rejects(peer.circles.diverse({ ...given, pairs: [1] }), (error) => {
        return error instanceof CircleError && error.code === "diverse.distances";
      });
    });

    test("rounds are made in which nobody meets twice", async () => {
      const { rounds, repeats, stopped } = await peer.circles.rounds({ people: 15, circles: 5, rounds: 7 }, { seed: 7 });
      assert.deepEqual([rounds.length, repeats, stopped], [7, 0, false]);
      await assert.rejects(peer.circles.rounds({ people: 3, circles: 5, rounds: 1 }), { code: "rounds.circles" });
    });

    test("circles are formed, explained and proved", async () => {
      const heard = [];
      const options = { seed: 7, onProgress: (progress) => heard.push(progress) };
      const formation = await peer.circles.form({ roster: crowd(24, 5), rules }, options);
      const { plan } = formation;
      assert.equal(plan.proved, true);
      assert.equal(plan.gap, 0);
      assert.deepEqual(plan.waiting, []);
      for (const circle of plan.circles) {
        assert.ok(circle.members.length >= 5 && circle.members.length <= 8);
        assert.deepEqual(circle.slot, { day: "tuesday", start: "12:00", minutes: 60 });
        assert.ok(circle.members.includes(circle.leader));
      }
      const [sum] = await formation.why("p3");
      assert.match(sum.text, /^Person 3 .*\.$/);
      assert.ok(heard.length > 0);
    });

    test("one seed and one amount of work give one plan", async () => {
      const form = async () => {
        const formation = await peer.circles.form({ roster: crowd(40, 9), rules }, { seed: 3, budget: { work: 60_000 } });
        return formation.plan;
      };
      assert.deepEqual(await form(), await form());
    });

    test("too few leaders: those who fit are placed, the rest is told", async () => {
      const formation = await peer.circles.form({ roster: crowd(50, 2) }, { seed: 1, budget: { work: 200_000 } });
      assert.equal(formation.plan.circles.length, 2);
      assert.equal(formation.plan.waiting.length, 34);
      assert.equal(formation.plan.problems[0].code, "circles.too_few_leaders");
      assert.equal(formation.plan.bound, undefined);
    });

    test("what stands in the way, and what would help, is told in codes and words", async () => {
      const roster = crowd(22, 2);
      const { plan } = await peer.circles.form({ roster }, { seed: 1, budget: { work: 100_000 } });
      assert.equal(plan.waiting.length, 6);
      const { conflicts, changes } = await peer.circles.advise({ roster, plan });
      assert.deepEqual(conflicts[0].rules.map(({ code }) => code), ["needs.most", "needs.leader"]);
      const leader = changes.find(({ reason }) => reason.code === "help.leader");
      assert.equal(leader.places, 6);
      assert.deepEqual(leader.reason.values, { day: ["tuesday"], minutes: ["60"], places: ["6"], saves: ["0"], start: ["12:00"] });
    });

    test("advice that was stopped says so", async () => {
      const roster = crowd(22, 2);
      const { plan } = await peer.circles.form({ roster, rules }, { seed: 7, budget: { work: 20_000 } });
      const stopped = async (options) => (await peer.circles.advise({ roster, rules, plan }, options)).stopped;
      assert.deepEqual([await stopped({ budget: { work: 1 } }), await stopped()], [true, false]);
    });

    test("a plan that was kept is taken up in one step, and taken back", async () => {
      const roster = crowd(18, 6);
      const formation = await peer.circles.form({ roster, rules }, { seed: 7, budget: { work: 20_000 } });
      const { plan } = formation;
      const [person, ...rest] = plan.circles[0].members;
      const kept = { ...plan, circles: [{ ...plan.circles[0], members: rest }, ...plan.circles.slice(1)], waiting: [person, "gone"] };
      assert.equal(await formation.takeUp(kept), true);
      assert.deepEqual(formation.plan.waiting, [person]);
      assert.equal(await formation.takeUp(formation.plan), false);
      await assert.rejects(formation.takeUp({ ...kept, waiting: [person, person] }), { code: "plan.twice" });
      assert.deepEqual([await formation.undo(), await formation.undo()], [true, false]);
      assert.deepEqual(formation.plan.circles, plan.circles);
      formation.dispose();
    });

    test("a reason has a code and values to say it in another language", async () => {
      const formation = await peer.circles.form({ roster: crowd(24, 5), rules }, { seed: 7, budget: { work: 50_000 } });
      const reasons = await formation.why("p3");
      const mix = reasons.find(({ rule }) => rule === "mix Department");
      assert.match(mix.code, /^mix\.(some|nobody)$/);
      assert.deepEqual(mix.values.attribute, ["Department"]);
      assert.ok(formation.plan.choices.length > 0);
    });

    test("rules that cannot be meant are refused with their place", async () => {
      const form = peer.circles.form({ roster: crowd(12, 2), rules: { size: { min: 8, max: 5 } } });
      await assert.rejects(form, (error) => {
        assert.ok(error instanceof CircleError);
        assert.equal(error.code, "rules.size");
        assert.equal(error.place.field, "rules.size");
        return true;
      });
      const nan = peer.circles.form({ roster: crowd(12, 2), rules: { leader: Number.NaN } });
      await assert.rejects(nan, (error) => error.code === "rules.weight");
    });
  });
}
