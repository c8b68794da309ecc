import { Component, CUSTOM_ELEMENTS_SCHEMA, provideZonelessChangeDetection, signal } from "@angular/core";
import "batch-status";

@Component({
  selector: "app-root",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <h1>{{ waiting() }} waiting</h1>
    <batch-status
      [attr.batch-id]="id"
      endpoint="/batch-status"
      (batch-status-update)="waiting.set($any($event).detail.tallies.waiting)"
    ></batch-status>
  `,
})
export class Campaign {
  id = "f1e2d3c4-5678-9012-3456-789012345678";
  waiting = signal(0);
}
