"""Mail texts that remind, ready to be copied. Nothing is sent."""
