-- CreateIndex
CREATE INDEX "message_platform_id_idx" ON "message"("platform", "id");
