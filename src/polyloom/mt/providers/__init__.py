"""The engines, one file each; ``polyloom.mt.table`` lists them."""
