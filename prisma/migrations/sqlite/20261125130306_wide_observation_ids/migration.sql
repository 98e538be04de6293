-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_lease" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "holder" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "cursor" BIGINT NOT NULL DEFAULT 0
);
INSERT INTO "new_lease" ("cursor", "holder", "name", "until") SELECT "cursor", "holder", "name", "until" FROM "lease";
DROP TABLE "lease";
ALTER TABLE "new_lease" RENAME TO "lease";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
