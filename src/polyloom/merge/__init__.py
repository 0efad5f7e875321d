"""Three-way merge of catalogs, as version control needs it: by entry, never by line."""

from polyloom.merge.catalog_merge import MergedCatalog, merge_catalogs

__all__ = ["MergedCatalog", "merge_catalogs"]
