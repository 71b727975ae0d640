"""What earns: clicks, views and earnings over a period, and what they say of links and pages."""
