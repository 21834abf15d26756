CREATE TABLE "call" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"method" text NOT NULL,
	"commands" jsonb,
	"person" text,
	"record" text,
	"reason" text,
	"status" bigint,
	"ms" bigint NOT NULL,
	"retried" bigint NOT NULL,
	CONSTRAINT "call_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"company" text NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"hint" jsonb NOT NULL,
	"by" text,
	"sealed" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"tries" bigint NOT NULL,
	"worked_at" timestamp (3) with time zone,
	"outcome" text,
	CONSTRAINT "inbox_company_key_pk" PRIMARY KEY("company","key")
);
--> statement-breakpoint
ALTER TABLE "card" ADD COLUMN "revision" text;--> statement-breakpoint
ALTER TABLE "company" ADD COLUMN "erase_after" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "company" ADD COLUMN "capabilities" jsonb;--> statement-breakpoint
ALTER TABLE "grant" ADD COLUMN "renewing_until" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "call_at" ON "call" USING btree ("company","at");--> statement-breakpoint
CREATE INDEX "inbox_due" ON "inbox" USING btree ("company","worked_at","due_at");