"""Three-way merge of catalogs, as version control needs it: by entry, never by line."""

from polyloom.merge.catalog_merge import Merged, merge_catalogs

__all__ = ["Merged", "merge_catalogs"]
