import { CUSTOM_ELEMENTS_SCHEMA, Component, signal } from "@angular/core";
import type { CirclePlanner } from "peer-circle/elements/circle-planner";
import "peer-circle/elements/circle-signup";
import "peer-circle/elements/circle-planner";
import "peer-circle/elements/circle-calendar";
import "peer-circle/elements/circle-coder";
import type { CircleEvents } from "peer-circle/elements/types";
import { codebook, now, programme, roster, term } from "./given";

type Heard<T extends keyof CircleEvents, E extends keyof CircleEvents[T]> = CircleEvents[T][E];

@Component({
  selector: "app-root",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <main>
      <button type="button" (click)="circle.set('c2')">The other circle</button>
      <p id="heard">{{ heard().join("; ") }}</p>
      <circle-signup name="signup" [programme]="programme" class="wide" (circle-signup)="signed($event)"></circle-signup>
      <circle-planner [roster]="roster" lang="en" (circle-plan)="formed($event)"></circle-planner>
      <circle-calendar [term]="term" [circle]="circle()" [now]="now" [quorum]="3" (circle-absence)="absent($event)"></circle-calendar>
      <circle-coder [codebook]="codebook" [demo]="true" (circle-coding)="coded($event)"></circle-coder>
    </main>
  `,
})
export class App {
  readonly heard = signal<string[]>([]);
  readonly circle = signal("c1");
  readonly now = now;
  // Angular does not check what a template gives an element of the page: it is checked here, where it is named.
  readonly programme = programme satisfies HTMLElementTagNameMap["circle-signup"]["programme"];
  readonly roster = roster satisfies CirclePlanner["roster"];
  readonly term = term satisfies HTMLElementTagNameMap["circle-calendar"]["term"];
  readonly codebook = codebook satisfies HTMLElementTagNameMap["circle-coder"]["codebook"];

  signed({ participant }: Heard<"circle-signup", "circle-signup">): void {
    this.#hear(`signed up: ${participant.name}`);
  }

  formed({ plan }: Heard<"circle-planner", "circle-plan">): void {
    this.#hear(`circles: ${plan.circles.length}`);
  }

  absent({ session }: Heard<"circle-calendar", "circle-absence">): void {
    this.#hear(`absent: ${session}`);
  }

  coded({ codings }: Heard<"circle-coder", "circle-coding">): void {
    this.#hear(`codings: ${codings.length}`);
  }

  #hear(what: string): void {
    this.heard.update((before) => [...before, what]);
  }
}
