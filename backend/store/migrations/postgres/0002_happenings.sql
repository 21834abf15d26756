ALTER TABLE "card" ADD COLUMN "seen" jsonb;--> statement-breakpoint
ALTER TABLE "card" ADD COLUMN "gone_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "happened" jsonb;