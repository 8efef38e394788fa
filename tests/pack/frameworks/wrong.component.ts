import { CUSTOM_ELEMENTS_SCHEMA, Component, type ElementRef, viewChild } from "@angular/core";
import type {} from "peer-circle/elements/circle-signup";
import type {} from "peer-circle/elements/circle-planner";
import type {} from "peer-circle/elements/circle-calendar";
import type {} from "peer-circle/elements/circle-coder";
import type { CircleEvents } from "peer-circle/elements/types";

@Component({ selector: "app-wrong", schemas: [CUSTOM_ELEMENTS_SCHEMA], template: `<circle-planner #planner (circle-plan)="formed($event)"></circle-planner>` })
export class Wrong {
  readonly planner = viewChild.required<ElementRef<HTMLElementTagNameMap["circle-planner"]>>("planner");
  readonly programme = 7 satisfies HTMLElementTagNameMap["circle-signup"]["programme"];
  readonly quorum = "three" satisfies HTMLElementTagNameMap["circle-calendar"]["quorum"];
  readonly codebook = 7 satisfies HTMLElementTagNameMap["circle-coder"]["codebook"];

  formed(event: CircleEvents["circle-planner"]["circle-plan"]): void {
    this.planner().nativeElement.draft = 7;
    event.participant;
  }
}
