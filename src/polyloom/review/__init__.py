"""What people say of translations: approvals, rejections, comments, accepted findings."""
