-- Numbers messages in the order of their arrival.
CREATE TABLE "search_entry" (
	"company" text NOT NULL,
	"message" text NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY,
	"thread" text NOT NULL,
	"terms" "tsvector" NOT NULL,
	CONSTRAINT "search_entry_company_message_pk" PRIMARY KEY("company","message")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "search_number" ON "search_entry" USING btree ("company","number");
--> statement-breakpoint
-- Without the list of pending entries, which some later search or write would have to work off.
CREATE INDEX "search_terms" ON "search_entry" USING gin ("terms") WITH (fastupdate = off);
