import "batch-status";
