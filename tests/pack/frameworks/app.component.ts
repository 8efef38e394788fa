import { CUSTOM_ELEMENTS_SCHEMA, Component, ElementRef, signal, viewChild } from "@angular/core";
import type { Plan } from "peer-circle";
import "peer-circle/elements/circle-signup";
import "peer-circle/elements/circle-planner";
import type { CircleEvents } from "peer-circle/elements/types";

type Heard<T extends keyof CircleEvents, E extends keyof CircleEvents[T]> = CircleEvents[T][E];

@Component({
  selector: "app-root",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <circle-signup name="signup" [demo]="true" (circle-signup)="signed($event)"></circle-signup>
    <circle-planner #planner draft="term" (circle-plan)="formed($event)"></circle-planner>
    <p>{{ names().join(", ") }} {{ plan()?.circles?.length }}</p>
  `,
})
export class App {
  readonly names = signal<string[]>([]);
  readonly plan = signal<Plan | undefined>(undefined);
  readonly planner = viewChild.required<ElementRef<HTMLElementTagNameMap["circle-planner"]>>("planner");

  signed({ participant }: Heard<"circle-signup", "circle-signup">): void {
    this.names.update((names) => [...names, participant.name]);
  }

  formed({ plan }: Heard<"circle-planner", "circle-plan">): void {
    this.plan.set(plan);
    this.planner().nativeElement.rules = { size: { min: 5, max: 8 } };
  }
}
