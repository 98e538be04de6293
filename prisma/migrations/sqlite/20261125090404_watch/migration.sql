-- CreateTable
CREATE TABLE "observation" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "external_id" TEXT,
    "at" TEXT NOT NULL,
    "received_at" TEXT NOT NULL,
    "metric" TEXT,
    "dims" TEXT,
    "value" REAL,
    "body" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "metric_minute" (
    "metric" TEXT NOT NULL,
    "dims" TEXT NOT NULL,
    "minute" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "total" REAL NOT NULL,
    "least" REAL NOT NULL,
    "most" REAL NOT NULL,

    PRIMARY KEY ("metric", "minute", "dims")
);

-- CreateTable
CREATE TABLE "lease" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "holder" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "cursor" INTEGER NOT NULL DEFAULT 0
);

-- CreateTable
CREATE TABLE "subject" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "open" BOOLEAN NOT NULL,
    "scenario" TEXT,
    "severity" TEXT,
    "incident" TEXT,
    "owner" TEXT,
    "department" TEXT,
    "external_id" TEXT,
    "title" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "ended_at" TEXT,
    "search" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "observation_external_id_key" ON "observation"("external_id");

-- CreateIndex
CREATE INDEX "observation_metric_at_idx" ON "observation"("metric", "at");

-- CreateIndex
CREATE INDEX "observation_at_idx" ON "observation"("at");

-- CreateIndex
CREATE INDEX "subject_kind_open_at_idx" ON "subject"("kind", "open", "at");

-- CreateIndex
CREATE INDEX "subject_kind_external_id_idx" ON "subject"("kind", "external_id");

-- CreateIndex
CREATE INDEX "subject_incident_idx" ON "subject"("incident");

-- CreateIndex
CREATE INDEX "subject_stream_idx" ON "subject"("stream");
