-- CreateTable
CREATE TABLE "incident" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "phase" TEXT NOT NULL,
    "severity" TEXT,
    "scenario" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "confidential" BOOLEAN NOT NULL,
    "opened_at" TEXT NOT NULL,
    "resolved_at" TEXT,
    "closed_at" TEXT,
    "reopened" INTEGER NOT NULL,
    "search" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "room" (
    "platform" TEXT NOT NULL,
    "room" TEXT NOT NULL,
    "incident" TEXT NOT NULL,
    "stream" TEXT NOT NULL,

    PRIMARY KEY ("platform", "room")
);

-- CreateTable
CREATE TABLE "person_link" (
    "platform" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "stream" TEXT NOT NULL,

    PRIMARY KEY ("platform", "account")
);

-- CreateTable
CREATE TABLE "preference" (
    "person" TEXT NOT NULL PRIMARY KEY,
    "locale" TEXT NOT NULL,
    "stream" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "last_use" (
    "person" TEXT NOT NULL PRIMARY KEY,
    "platform" TEXT NOT NULL,
    "at" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "snapshot" (
    "stream" TEXT NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "state" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "event" (
    "stream" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "occurred_at" TEXT NOT NULL,
    "recorded_at" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    PRIMARY KEY ("stream", "version")
);

-- CreateTable
CREATE TABLE "receipt" (
    "platform" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "answer" TEXT,

    PRIMARY KEY ("platform", "id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "intent" TEXT NOT NULL,
    "merges" BOOLEAN NOT NULL,
    "waits_for" TEXT,
    "due_at" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "queued_at" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "started_at" TEXT,
    "last_error" TEXT,
    "claimed_by" TEXT,
    "claimed_until" TEXT,
    "abandoned" BOOLEAN NOT NULL DEFAULT false
);

-- CreateTable
CREATE TABLE "timer" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "due_at" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "wake_at" TEXT NOT NULL,
    "claimed_by" TEXT
);

-- CreateTable
CREATE TABLE "message" (
    "platform" TEXT NOT NULL,
    "room" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "card" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "posted_at" TEXT NOT NULL,

    PRIMARY KEY ("platform", "room", "id")
);

-- CreateIndex
CREATE INDEX "incident_opened_at_idx" ON "incident"("opened_at");

-- CreateIndex
CREATE INDEX "incident_closed_at_opened_at_idx" ON "incident"("closed_at", "opened_at");

-- CreateIndex
CREATE INDEX "incident_stream_idx" ON "incident"("stream");

-- CreateIndex
CREATE INDEX "room_incident_idx" ON "room"("incident");

-- CreateIndex
CREATE INDEX "room_stream_idx" ON "room"("stream");

-- CreateIndex
CREATE INDEX "person_link_person_idx" ON "person_link"("person");

-- CreateIndex
CREATE INDEX "person_link_stream_idx" ON "person_link"("stream");

-- CreateIndex
CREATE INDEX "preference_stream_idx" ON "preference"("stream");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_key_key" ON "outbox"("key");

-- CreateIndex
CREATE INDEX "outbox_abandoned_lane_id_idx" ON "outbox"("abandoned", "lane", "id");

-- CreateIndex
CREATE INDEX "outbox_waits_for_idx" ON "outbox"("waits_for");

-- CreateIndex
CREATE INDEX "timer_wake_at_rank_due_at_id_idx" ON "timer"("wake_at", "rank", "due_at", "id");

-- CreateIndex
CREATE INDEX "timer_stream_idx" ON "timer"("stream");

-- CreateIndex
CREATE INDEX "message_card_posted_at_idx" ON "message"("card", "posted_at");
