import { bootstrapApplication } from "@angular/platform-browser";
import { Campaign } from "./campaign";

bootstrapApplication(Campaign);
